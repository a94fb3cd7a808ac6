-- Eloqua's engagement scorecard by hand, from the words that describe it: what `rulesets/published/eloqua.qual` must give for each lead.
--
-- Wants what `reading.sql` wants and makes; leaves the table `expected`.

CREATE OR REPLACE TEMP TABLE done AS
WITH log AS (
    SELECT
        cell(lead_id) AS id,
        CASE
            WHEN lower(cell(kind)) IN ('form', 'email click', 'email open') THEN lower(cell(kind))
            WHEN lower(cell(kind)) = 'visit' AND starts_with(lower(cell(page)), '/product') THEN 'product page'
        END AS what,
        getvariable('today') - day_in_california(cell("at")) AS age
    FROM events
),
recent AS (SELECT * FROM log WHERE what IS NOT NULL AND age BETWEEN 0 AND 30 AND id IS NOT NULL),
counted AS (
    SELECT
        id, what,
        count(*) FILTER (age <= 7) AS in_7,
        count(*) FILTER (age <= 14) AS in_14,
        count(*) AS in_30
    FROM recent
    GROUP BY id, what
)
SELECT
    id,
    max(CASE WHEN what = 'form' THEN CASE WHEN in_7 >= 1 THEN 100 WHEN in_14 >= 1 THEN 75 ELSE 50 END END) AS forms,
    max(CASE WHEN what = 'product page' THEN CASE WHEN in_7 >= 3 THEN 100 WHEN in_30 >= 3 THEN 75 WHEN in_14 >= 1 THEN 50 END END) AS pages,
    max(CASE WHEN what = 'email click' THEN CASE WHEN in_7 >= 3 THEN 100 WHEN in_30 >= 3 THEN 75 WHEN in_14 = 1 THEN 50 END END) AS clicks,
    max(CASE WHEN what = 'email open' THEN CASE WHEN in_7 >= 3 THEN 100 WHEN in_30 >= 3 THEN 75 WHEN in_14 = 1 THEN 100 END END) AS opens
FROM counted
GROUP BY id;

CREATE OR REPLACE TABLE expected AS
WITH scored AS (
    SELECT
        "Row"::BIGINT AS row,
        coalesce(forms, 0) AS forms,
        coalesce(pages, 0) AS pages,
        coalesce(clicks, 0) AS clicks,
        coalesce(opens, 0) AS opens
    FROM leads LEFT JOIN done ON done.id = cell("Lead ID")
),
weighed AS (
    -- In hundredths, where nothing is lost.
    SELECT *, 35 * forms + 30 * pages + 20 * clicks + 15 * opens AS hundredths FROM scored
)
SELECT
    row,
    forms::DECIMAL(18, 2) AS forms,
    pages::DECIMAL(18, 2) AS pages,
    clicks::DECIMAL(18, 2) AS clicks,
    opens::DECIMAL(18, 2) AS opens,
    (hundredths * 0.01)::DECIMAL(18, 2) AS engagement,
    CASE WHEN hundredths >= 7500 THEN '1' WHEN hundredths >= 5000 THEN '2' WHEN hundredths >= 2500 THEN '3' ELSE '4' END AS engagement_rating
FROM weighed;
