resource "azurerm_batch_pool" "a" {
  name    = var.name
  vm_size = local.size
  fixed_scale {
    target_dedicated_nodes = 2
  }
  auto_scale {
    formula = <<EOF
  $x = "$${not} %%{a}";
$TargetDedicatedNodes = ${TargetDedicatedNodes} + ${local.base ~}
   ;
EOF
  }
}
