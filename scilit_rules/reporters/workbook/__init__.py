"""The report as a workbook, for those who work in Excel, WPS or LibreOffice: one module for each kind of sheet."""
