-- People and what they did, made up from hashes: the same each time, in no order, and as messy as real exports are.
--
-- Wants the variables `leads`, `events` (how many) and `today` (a date); leaves the views `generated_leads` and `generated_events`.

-- A number below `below` that depends on nothing but its seed and what it is for.
CREATE OR REPLACE MACRO roll(seed, what, below) AS (hash(seed, what) % below::UBIGINT)::BIGINT;
CREATE OR REPLACE MACRO one_of(seed, what, texts) AS texts[roll(seed, what, len(texts)) + 1];
CREATE OR REPLACE MACRO lead_key(n) AS 'L' || lpad(n::VARCHAR, 7, '0');
CREATE OR REPLACE MACRO person(n) AS one_of(n, 'name', ['ada', 'Bo', 'cleo.d', 'DAN', 'eve+news', 'fay_m']) || n;

-- Letters and white space that must make no difference.
CREATE OR REPLACE MACRO careless(cell, seed) AS CASE roll(seed, 'care', 16)
    WHEN 0 THEN upper(cell)
    WHEN 1 THEN upper(cell[1]) || cell[2:]
    WHEN 2 THEN '  ' || cell || ' '
    WHEN 3 THEN cell || chr(160)
    ELSE cell
END;

-- Instants, mostly written with an offset. `day` and `second` are as a clock in California has them, give or take the hour
-- that daylight saving moves it.
CREATE OR REPLACE MACRO written(instant, seed, minutes) AS
    strftime(instant + to_minutes(minutes::BIGINT), '%Y-%m-%d')
    || CASE roll(seed, 'space', 8) WHEN 0 THEN ' ' ELSE 'T' END
    || strftime(instant + to_minutes(minutes::BIGINT), '%H:%M:%S')
    || CASE roll(seed, 'fraction', 10) WHEN 0 THEN '.999' WHEN 1 THEN '.000001' ELSE '' END
    || CASE
        WHEN minutes = 0 AND roll(seed, 'zulu', 2) = 0 THEN 'Z'
        ELSE (CASE WHEN minutes < 0 THEN '-' ELSE '+' END) || lpad((abs(minutes) // 60)::VARCHAR, 2, '0') || ':' || lpad((abs(minutes) % 60)::VARCHAR, 2, '0')
    END;
CREATE OR REPLACE MACRO instant(day, seed) AS
    day::TIMESTAMP
    + to_hours(CASE WHEN month(day) BETWEEN 4 AND 10 OR roll(seed, 'summer', 4) = 0 THEN 7 ELSE 8 END)
    + to_seconds(CASE roll(seed, 'midnight', 8)
        WHEN 0 THEN 0
        WHEN 1 THEN 86399
        WHEN 2 THEN roll(seed, 'early', 7200)
        WHEN 3 THEN 86399 - roll(seed, 'late', 7200)
        ELSE roll(seed, 'second', 86400)
    END);
CREATE OR REPLACE MACRO moment(day, seed) AS CASE
    WHEN roll(seed, 'form', 100) < 2 THEN ''
    WHEN roll(seed, 'form', 100) < 4 THEN one_of(seed, 'bad', ['yesterday', '2025-02-30', '03/04/2025', '2025-13-01T00:00:00Z', '0', '20260110', 'null'])
    WHEN roll(seed, 'form', 100) < 8 THEN strftime(day, '%Y-%m-%d')
    WHEN roll(seed, 'form', 100) < 11 THEN strftime(instant(day, seed), '%Y-%m-%dT%H:%M:%S')
    WHEN roll(seed, 'form', 100) < 12 THEN ' ' || written(instant(day, seed), seed, 0) || '  '
    ELSE written(instant(day, seed), seed, one_of(seed, 'offset', [0, 0, -480, -420, 60, 330, 840, -720]))
END;

-- Some leads share a key, and some have none.
CREATE OR REPLACE VIEW generated_leads AS
SELECT
    n AS "Row",
    CASE
        WHEN n % 3001 = 3000 THEN one_of(n, 'no key', ['', '  '])
        WHEN n % 4999 = 4998 THEN lead_key(n - 1)
        WHEN n % 911 = 910 THEN ' ' || lead_key(n) || ' '
        ELSE lead_key(n)
    END AS "Lead ID",
    -- What the rules do not read must not disturb them.
    one_of(n, 'company', ['Bank, Sons & Co', 'The "Shop"', 'Two' || chr(10) || 'Lines', 'Plain', '', '=1+1', 'Łódź GmbH']) AS "Company",
    careless(CASE
        WHEN roll(n, 'mail', 100) < 8 THEN one_of(n, 'no mail', ['', ' ', 'N/A', 'n/a', '[Not provided]', '-', 'nobody', 'nobody@'])
        WHEN roll(n, 'mail', 100) < 10 THEN person(n) || '@gitlab.com'
        WHEN roll(n, 'mail', 100) < 12 THEN person(n) || one_of(n, 'near', ['@notgitlab.com', '@gitlab.com.example.com', '@gitlab.com@gmail.com', '@gmail.com@gitlab.com', '@eu.gitlab.com'])
        WHEN roll(n, 'mail', 100) < 15 THEN person(n) || one_of(n, 'rival', ['@github.com', '@atlassian.com', '@circleci.com'])
        WHEN roll(n, 'mail', 100) < 19 THEN person(n) || one_of(n, 'school', ['@mit.edu', '@cs.stanford.edu', '@cam.ac.uk', '@edu', '@ac.uk', '@edu.example.com', '@redu'])
        WHEN roll(n, 'mail', 100) < 45 THEN person(n) || one_of(n, 'free', ['@gmail.com', '@googlemail.com', '@hotmail.com', '@outlook.com', '@yahoo.com', '@icloud.com', '@qq.com'])
        ELSE person(n) || one_of(n, 'work', ['@bank.example.com', '@shop.example.org', '@mail.gmail.com', '@xn--d-wga.example'])
    END, n) AS "Email Address",
    careless(one_of(n, 'seniority', ['High', 'medium', 'low', 'Low', 'Medium', 'high', '', 'N/A', 'Director', 'High, Low']), n) AS "Job Seniority",
    one_of(n, 'function', ['High', 'HIGH', 'Medium', ' medium ', 'low', 'Low', '', '  ', '[not provided]', 'n/a', 'Hi', '3']) AS "Job Function",
    moment(getvariable('today') - (roll(n, 'age', 130) - 3)::INTEGER, n) AS "Created At",
    one_of(n, 'unsubscribed', ['', '', 'no', 'NO', 'False', 'f', 'n', '0', 'no', 'no', 'yes', 'Y', 'TRUE', '1', ' t ', 'N/A', 'maybe', '2']) AS "Unsubscribed"
FROM range(getvariable('leads')) AS leads(n);

-- A few leads did very much, a third of them little, some nothing; much of it lately.
CREATE OR REPLACE VIEW generated_events AS
WITH
seeds AS (
    -- One in fifty is another one once more.
    SELECT CASE WHEN roll(i, 'again', 50) = 0 THEN (i * 31) % getvariable('events') ELSE i END AS e
    FROM range(getvariable('events')) AS events(i)
),
wherever AS (
    SELECT e, (floor(getvariable('leads') * pow(roll(e, 'lead', 1000003) / 1000003.0, 3))::BIGINT * 7919 + 13) % getvariable('leads') AS n
    FROM seeds
),
whose AS (
    SELECT
        e,
        CASE WHEN n % 3 = 0 AND roll(e, 'little', 25) > 0 THEN n + 1 ELSE n END AS n,
        getvariable('today') - (CASE
            WHEN roll(e, 'future', 100) = 0 THEN -1 - roll(e, 'ahead', 40)
            ELSE floor(730 * pow(roll(e, 'age', 1000003) / 1000003.0, 2))
        END)::INTEGER AS day,
        roll(e, 'kind', 1000) AS k
    FROM wherever
),
what AS (
    SELECT *, CASE
        WHEN k < 420 THEN 'visit'
        WHEN k < 620 THEN 'email open'
        WHEN k < 700 THEN 'email click'
        WHEN k < 720 THEN 'form'
        WHEN k < 723 THEN 'conference'
        WHEN k < 724 THEN 'in-person event'
        WHEN k < 727 THEN 'online event'
        WHEN k < 729 THEN 'web broadcast'
        WHEN k < 731 THEN 'booth'
        WHEN k < 741 THEN 'gated content'
        WHEN k < 751 THEN 'paid social'
        WHEN k < 761 THEN 'subscription'
        WHEN k < 766 THEN 'survey'
        WHEN k < 767 THEN 'hand raise'
        WHEN k < 768 THEN 'meeting request'
        WHEN k < 790 THEN 'hard bounce'
        WHEN k < 796 THEN ''
        WHEN k < 800 THEN 'n/a'
        WHEN k < 810 THEN one_of(e, 'odd', ['hard  bounce', 'visits', 'e-mail open', 'meeting_request', '42', '"form"', 'conf,erence'])
        ELSE one_of(e, 'noise', ['video', 'chat', 'soft bounce', 'event invitation'])
    END AS kind
    FROM whose
)
SELECT
    CASE
        WHEN roll(n, 'silent', 12) = 0 THEN 'X' || n
        WHEN roll(e, 'key', 200) = 0 THEN one_of(e, 'no key', ['', ' '])
        WHEN roll(e, 'key', 200) = 1 THEN lead_key(n + 5000000)
        WHEN roll(e, 'key', 200) = 2 THEN lower(lead_key(n))
        WHEN roll(e, 'key', 200) = 3 THEN '  ' || lead_key(n) || ' '
        ELSE lead_key(n)
    END AS lead_id,
    -- A column that the rules do not read, and one that comes between those that they do.
    CASE WHEN roll(e, 'campaign', 30) = 0 THEN 'Q1, "early' || chr(10) || 'bird"' ELSE 'C' || roll(e, 'campaign', 500) END AS campaign,
    careless(kind, e) AS kind,
    moment(day, e) AS "at",
    CASE
        WHEN kind = 'visit' AND roll(e, 'page', 100) < 4 THEN one_of(e, 'key page', ['/pricing', '/Pricing/', '/pricing/premium?plan=a,b', '/SALES', '/sales/', '/sales?from=mail', '/salesforce', '/sales-team', '/install/linux', '/installer', '/features', '/features#new', '/direction/plan', '/directions', '  /features'])
        WHEN kind = 'visit' AND roll(e, 'page', 100) < 6 THEN one_of(e, 'leaving', ['/jobs', '/JOBS/42', '/careers', '/unsubscribe', '/careers/eu', '/unsubscribe?id=1', '/jobsite', '/career', '/careers.html'])
        WHEN kind = 'visit' AND roll(e, 'page', 100) < 20 THEN one_of(e, 'product', ['/product', '/products/crm', '/Product/Mail', '/productivity', ' /product'])
        WHEN kind = 'visit' THEN one_of(e, 'other page', ['/', '', '/blog', '/blog/pricing', 'https://about.example.com/pricing', '/pricin', 'pricing', '/job', '/produc', '/a "b", c', '/a' || chr(10) || 'b', 'N/A', '/%2Fpricing'])
        WHEN roll(e, 'page', 10) = 0 THEN one_of(e, 'any page', ['/pricing', '/jobs', '/product'])
        ELSE ''
    END AS page,
    CASE
        WHEN kind = 'gated content' THEN one_of(e, 'publisher', ['Forrester', 'GARTNER ', ' gartner', 'forrester', '', ' ', 'N/A', 'IDC', 'Gartner Inc', 'for rester'])
        WHEN roll(e, 'publisher', 40) = 0 THEN 'Gartner'
        ELSE ''
    END AS publisher,
    CASE
        WHEN kind = 'survey' THEN one_of(e, 'answer', ['High', 'low', 'MEDIUM', ' high ', 'Low', 'medium', '', 'very high', 'N/A', '0'])
        WHEN roll(e, 'answer', 40) = 0 THEN one_of(e, 'stray', ['High', 'so so'])
        ELSE ''
    END AS answer
FROM what;
