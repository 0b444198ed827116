"""What an old binary Word document says that LibreOffice would lose."""
