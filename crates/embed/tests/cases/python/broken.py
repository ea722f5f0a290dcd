def fine():
    return dict(auto_scale_formula="$a = 1;")

def broken(
    auto_scale_formula="$TargetDedicatedNodes = 1;
