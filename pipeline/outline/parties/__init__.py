"""Who makes the contract: the parties, where a head, a sentence, a table or a signature names them."""
