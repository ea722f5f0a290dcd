resource "azurerm_batch_pool" "render" {
  auto_scale {
    formula = <<-EOF
      $TargetDedicatedNodes = 1;
    EOF
