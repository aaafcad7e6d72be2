"""Who a phrase stands for: names, pronouns, possessives, "both countries", and who owns what."""
