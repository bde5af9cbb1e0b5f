ALTER TABLE vouchers DROP CONSTRAINT vouchers_number;
