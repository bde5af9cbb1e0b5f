DROP INDEX letters_sender_idx;
