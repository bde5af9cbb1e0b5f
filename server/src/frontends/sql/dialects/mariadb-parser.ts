export { Parser } from 'node-sql-parser/build/mariadb';
