module "pools" {
  source             = "./pools"
  autoScaleFormula   = format("$TargetDedicatedNodes = min(%d, %[2]s * 100%%);", var.max, var.min)
}

module "joined" {
  auto_scale_formula = join("\n", [
    "$tasks = 1;", # one
    local.line,
    "$TargetDedicatedNodes = $tasks;",
  ])
}

module "opaque" {
  auto_scale_formula = replace("$TargetDedicatedNodes = X;", "X", "1")
}

module "file" {
  auto_scale_formula = templatefile("${path.module}/pool.autoscale", { max = 3 })
}
