drop table "Stamps";
