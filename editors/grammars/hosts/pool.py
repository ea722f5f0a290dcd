# SYNTAX TEST "source.python" "strings of every kind"
FORMULA = """
#         ^^^ string.quoted.multi.python
w = TimeInterval_Minute * 5;
#   ^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.constant.time-interval.autoscale
$TargetDedicatedNodes = {nodes};
#                       ^^^^^^^ constant.other.placeholder.autoscale
"""
pool(auto_scale_formula="$TargetDedicatedNodes = 2;", id="render")
#                        ^^^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.variable.target.autoscale
#                                                         ^^^^^^ string.quoted.single.python - source.autoscale
pool(auto_scale_formula=f'$TargetDedicatedNodes = {n};')
#                         ^^^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.variable.target.autoscale
#                                                 ^^^ constant.other.placeholder.autoscale
formula: str = r'''
#              ^^^^ string.quoted.multi.python
    w = 5;
#   ^^^ meta.embedded.block.autoscale source.autoscale
'''
body = {"autoScaleFormula": """
#                           ^^^ string.quoted.multi.python
    w = 5;
#   ^^^ meta.embedded.block.autoscale source.autoscale
"""}
model(formula="y ~ x + max(z)")
#                      ^^^ - source.autoscale
text = """max(0, 1)"""
#         ^^^ - source.autoscale
