resource "azurerm_storage_account" "formula" {
  name    = "x"
  formula = "=SUM(A1)"
}
