variable "autoscale_formula" {
  type    = string
  default = null
}

variable "spot_formula" {
  default = "$TargetLowPriorityNodes = 2;"
}

locals {
  fallback = <<-EOT
    cap = ${var.cap};
    $TargetDedicatedNodes = cap;
  EOT
  formula  = coalesce(var.autoscale_formula, local.fallback)
}

resource "azurerm_batch_pool" "one" {
  vm_size = "STANDARD_D4S_V3"
  auto_scale {
    formula = replace(local.formula, "\n", " ")
  }
}

resource "azurerm_batch_pool" "two" {
  vm_size = "STANDARD_D4S_V3"
  auto_scale {
    formula = (var.spot ? var.spot_formula : <<-EOT
      $TargetDedicatedNodes = 3;
    EOT
    )
  }
}

resource "azurerm_batch_pool" "three" {
  vm_size = "STANDARD_D4S_V3"
  auto_scale {
    formula = var.busy ? "$TargetDedicatedNodes = 4;" : "$TargetDedicatedNodes = 5;"
  }
}
