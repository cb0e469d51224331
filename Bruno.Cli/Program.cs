using Bruno.Gpu.Configuration; using Bruno.Gpu.Training; using Bruno.Gpu.Errors;
try {
var cfg=ConfigurationBinder.Bind<RunConfiguration>([ConfigurationSource.FromText("preset", PresetCatalogue.Read(args[0])), .. args.Skip(2).Select(ConfigurationSource.FromSetting)]);
int last=0;
var sum=TrainingRun.Start(cfg,args[1],args,p=>{ if(p.Split=="test"&&p.Sample==p.Samples&&p.Epoch!=last){last=p.Epoch; Console.WriteLine($"{DateTime.Now:HH:mm:ss} epoch {p.Epoch} test {p.Loss:F4} acc {p.Accuracy:F4}");} },default);
Console.WriteLine(Bruno.Gpu.Reporting.JsonFile.ToText(sum));
} catch(BrunoException e) { Console.Error.WriteLine(e.Message); return (int)e.ExitCode; }
return 0;
