"""Finding stories, people, journals and works by words: one contract over two databases."""
