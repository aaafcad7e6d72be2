"""What a person reads of relations: an actor's page, a pair's page, the matrix. Made from the archive's
relations and the reader's verdicts, each time anew.
"""
