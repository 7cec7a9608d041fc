"""Parts that pages share: an answer, a table, a chart, a hexagon map, a bridge. One block on a page, one file here."""
