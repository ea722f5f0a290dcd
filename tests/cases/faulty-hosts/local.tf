locals {
  night_formula = <<-EOF
    hour = time().hour;
    isNight = hour >= 22 && hour < 6;
    $TargetDedicatedNodes = isNight ? 20 : 4;
    $NodeDeallocationOption = taskcompletion;
  EOF
}

resource "azurerm_batch_pool" "night" {
  auto_scale {
    evaluation_interval = "PT5M"
    formula             = local.night_formula
  }
}
