"""Letters and circulars by GB/T 9704-2012, as .docx files."""
