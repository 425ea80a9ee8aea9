"""The commands, by what they do: bring in, make, ask.  They parse words, call the journey and print."""
