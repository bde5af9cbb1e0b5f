create index "Stamps_by_country" on "Stamps" ("Country");
