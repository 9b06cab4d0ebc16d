"""Scorecards and awards as tables, workbook, page; charts; and the words for every issue code."""
