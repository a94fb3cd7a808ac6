-- GitLab's scoring model by hand, from the words that describe it: what `rulesets/published/gitlab.qual` must give for each lead.
--
-- Wants what `reading.sql` wants and makes; leaves the table `expected`.

CREATE OR REPLACE MACRO said(written) AS CASE WHEN lower(cell(written)) NOT IN ('n/a', '[not provided]') THEN cell(written) END;
CREATE OR REPLACE MACRO level(written) AS CASE WHEN lower(said(written)) IN ('high', 'medium', 'low') THEN lower(said(written)) END;

-- What follows the last `@`.
CREATE OR REPLACE MACRO mail_domain(address) AS CASE WHEN contains(address, '@') THEN lower(regexp_extract(address, '@([^@]*)$', 1)) END;

CREATE OR REPLACE TEMP TABLE people AS
SELECT
    "Row"::BIGINT AS row,
    said("Lead ID") AS id,
    said("Email Address") AS email,
    nullif(mail_domain(said("Email Address")), '') AS domain,
    level("Job Seniority") AS seniority,
    level("Job Function") AS function,
    day_in_california(said("Created At")) AS created,
    -- Nobody is unsubscribed who does not say so.
    coalesce(lower(said("Unsubscribed")) IN ('yes', 'y', 'true', 't', '1'), false) AS unsubscribed
FROM leads;

CREATE OR REPLACE TEMP TABLE log AS
WITH readable AS (
    SELECT
        said(lead_id) AS id,
        lower(said(kind)) AS kind,
        day_in_california(said("at")) AS day,
        lower(said(page)) AS page,
        coalesce(lower(said(publisher)), 'gitlab') AS publisher,
        level(answer) AS answer
    FROM events
)
SELECT
    id,
    CASE kind
        WHEN 'conference' THEN 10
        WHEN 'in-person event' THEN 40
        WHEN 'online event' THEN 20
        WHEN 'web broadcast' THEN 40
        WHEN 'booth' THEN 20
        WHEN 'gated content' THEN CASE WHEN publisher IN ('forrester', 'gartner') THEN 35 ELSE 15 END
        WHEN 'paid social' THEN 10
        WHEN 'survey' THEN CASE answer WHEN 'high' THEN 45 WHEN 'medium' THEN 30 WHEN 'low' THEN 15 ELSE 0 END
        WHEN 'hand raise' THEN 100
        WHEN 'meeting request' THEN 100
        ELSE 0
    END AS each_time,
    CASE WHEN kind = 'subscription' THEN date_trunc('week', day) END AS subscription_week,
    CASE WHEN kind = 'visit' AND regexp_matches(page, '^/(pricing|sales|install|features|direction)([/?]|$)') THEN date_trunc('week', day) END AS key_page_week,
    CASE WHEN kind = 'visit' AND regexp_matches(page, '^/(jobs|careers|unsubscribe)([/?]|$)') THEN day END AS leaving_day,
    CASE WHEN kind = 'hard bounce' THEN date_trunc('month', day) END AS bounce_month,
    CASE WHEN kind <> 'hard bounce' THEN day END AS active_day
FROM readable
WHERE id IS NOT NULL;

CREATE OR REPLACE TEMP TABLE done AS
SELECT
    id,
    sum(each_time)
        + 5 * count(DISTINCT subscription_week)
        + 25 * count(DISTINCT key_page_week)
        - 10 * count(DISTINCT leaving_day)
        - 20 * count(DISTINCT bounce_month) AS points,
    coalesce(bool_or(lately(active_day, 30)), false) AS active
FROM log
GROUP BY id;

CREATE OR REPLACE TABLE expected AS
WITH
scored AS (
    SELECT
        people.row,
        least(70,
            CASE
                WHEN domain IS NULL THEN 0
                WHEN domain IN ('gmail.com', 'googlemail.com', 'hotmail.com', 'outlook.com', 'yahoo.com', 'icloud.com', 'qq.com') THEN -10
                ELSE 35
            END
            + CASE seniority WHEN 'high' THEN 15 WHEN 'medium' THEN 15 WHEN 'low' THEN 5 ELSE 0 END
            + CASE function WHEN 'high' THEN 20 WHEN 'medium' THEN 15 WHEN 'low' THEN 10 ELSE 0 END
        ) AS demographic,
        CASE WHEN unsubscribed THEN 0 ELSE
            coalesce(done.points, 0)
            -- Nobody is silent who may have come only just now: it must be known when.
            + CASE WHEN NOT coalesce(active, false) AND NOT lately(created, 30) THEN -10 ELSE 0 END
        END AS behaviour,
        CASE
            WHEN domain = 'gitlab.com' THEN 'works here'
            WHEN domain IN ('github.com', 'atlassian.com', 'circleci.com') THEN 'works for a competitor'
            WHEN domain LIKE '%.edu' OR domain LIKE '%.ac.uk' THEN 'student'
        END AS excluded
    FROM people LEFT JOIN done ON done.id = people.id
),
graded AS (
    SELECT *,
        CASE WHEN demographic >= 60 THEN 'A' WHEN demographic >= 40 THEN 'B' WHEN demographic >= 20 THEN 'C' ELSE 'D' END AS letter,
        CASE WHEN behaviour >= 200 THEN '1' WHEN behaviour >= 100 THEN '2' WHEN behaviour >= 25 THEN '3' ELSE '4' END AS digit
    FROM scored
)
SELECT
    row,
    demographic::DECIMAL(18, 2) AS demographic,
    behaviour::DECIMAL(18, 2) AS behaviour,
    (demographic + behaviour)::DECIMAL(18, 2) AS total,
    CASE WHEN excluded IS NOT NULL THEN 'disqualified' WHEN demographic + behaviour >= 100 THEN 'mql' ELSE 'inquiry' END AS stage,
    CASE WHEN excluded IS NOT NULL THEN 'disqualified' ELSE letter END AS demographic_grade,
    CASE WHEN excluded IS NOT NULL THEN 'disqualified' ELSE digit END AS behaviour_grade,
    CASE WHEN excluded IS NOT NULL THEN 'disqualified' ELSE letter || digit END AS grade,
    CASE WHEN excluded IS NOT NULL THEN 'yes' ELSE 'no' END AS disqualified,
    excluded AS disqualified_because
FROM graded;
