resource "azurerm_batch_pool" "render" {
  name    = "render"
  vm_size =
  auto_scale {
    evaluation_interval = "PT15M"
    formula             = <<-EOF
      $TargetDedicatedNodes = 1;
      $NodeDeallocationOption = taskcompletion;
    EOF
  }
}

resource "azurerm_batch_pool" "encode" {
  display_name = "enc
  auto_scale {
    formula = "$TargetDedicatedNodes = 2;"
  }
}
