// One import per light widget.
