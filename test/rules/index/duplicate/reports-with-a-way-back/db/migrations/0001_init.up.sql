create table "Stamps" (
  id bigint primary key,
  "Country" text not null
);
create index "Stamps_Country_idx" on "Stamps" ("Country");
create index "Stamps_by_country" on "Stamps" ("Country");
--<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ index/duplicate
