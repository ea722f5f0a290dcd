resource "azurerm_batch_pool" "render" {
  auto_scale {
    formula = <<-EOF
      $TargetDedicatedNodes = ${var.
    EOF
  }
}

resource "azurerm_batch_pool" "encode" {
  auto_scale {
    formula = "$TargetDedicatedNodes = 2;"
  }
}
