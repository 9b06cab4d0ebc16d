"""The web application: the evaluation cycle in a browser. One folder per thing people do; `bridge` runs the chain."""
