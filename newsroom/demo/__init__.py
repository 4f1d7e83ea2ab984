"""The demo publication, The Offprint: its texts as data, its pictures as code, and the loader."""
