// At most 1 kB, classic: waits for the page, then imports the core.
