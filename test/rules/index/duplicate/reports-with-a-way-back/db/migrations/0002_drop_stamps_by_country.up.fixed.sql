drop index "Stamps_by_country";
