-- How cells are read: by both models, and by nobody else.
--
-- Wants the tables `leads` and `events` of texts as the files have them, and the variable `today`.

-- White space around it says nothing, and nothing else than white space neither.
CREATE OR REPLACE MACRO cell(written) AS nullif(trim(written, ' ' || chr(9) || chr(10) || chr(13) || chr(160)), '');

-- The day of a moment in California. Without an offset a time is taken as it stands.
CREATE OR REPLACE MACRO day_in_california(written) AS CASE
    WHEN regexp_full_match(written, '\d{4}-\d\d-\d\d') THEN TRY_CAST(written AS DATE)
    WHEN regexp_full_match(written, '\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d([.]\d+)?(Z|[+-]\d\d:\d\d)')
        THEN CAST(timezone('America/Los_Angeles', TRY_CAST(written AS TIMESTAMPTZ)) AS DATE)
    WHEN regexp_full_match(written, '\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d([.]\d+)?') THEN CAST(TRY_CAST(written AS TIMESTAMP) AS DATE)
END;

-- Days at most so long ago, today being the last.
CREATE OR REPLACE MACRO lately(day, days) AS day BETWEEN getvariable('today') - days AND getvariable('today');
