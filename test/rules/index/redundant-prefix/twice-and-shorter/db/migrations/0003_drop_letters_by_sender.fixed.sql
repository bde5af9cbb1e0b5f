DROP INDEX letters_by_sender;
