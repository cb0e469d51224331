using Bruno.Gpu.Accelerators; using Bruno.Gpu.Conformance;
using ComputeDevice device = ComputeDevice.Open("cpu");
foreach (var f in ConformanceSuite.Files(args[0])) { var sw=System.Diagnostics.Stopwatch.StartNew(); var r = ConformanceSuite.Run(f, device, args[1]=="double"?Precision.Double:Precision.Float); Console.WriteLine($"{(r.Passed?"pass":"FAIL")} {r.File} {r.Problem} {sw.ElapsedMilliseconds} ms " + string.Join("; ", r.Deviations.Select(d=>$"{(d.Passed?"":"!!")}{d.Quantity} {d.Value:E1}"))); }
