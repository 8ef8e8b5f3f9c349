"""A workbook as a map file: sheets to fill in, lossless, with the map that they were made of as a baseline."""
