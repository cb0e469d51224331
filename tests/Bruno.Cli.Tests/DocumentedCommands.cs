namespace Bruno.Cli.Tests;

/// <summary>
/// What the tests of the documents run in place of a documented command that takes long, and which they do not run. Every other
/// command is run as it stands. RUN is a trained run, DIR and NEW new folders, DATA a folder with a small file of chorales.
/// </summary>
internal static class DocumentedCommands
{
    private const string FewLetters = "--epochs 1 --set data.tactile.letters=3 --set data.tactile.repetitions=4 --set data.tactile.steps=20";
    private const string ShortComparison = "--samples 1 --horizons 2,4 --reference-substeps 20";

    private const string FewTrials = $"--epochs 2 --set data.tactile.letters=3 --set data.tactile.repetitions=6 --set data.tactile.steps=20 --set network.layers.1.outputs=8 --processes 1";

    private const string FewLettersOfReproductions =
        "--set training.epochs=1 --set data.tactile.letters=3 --set data.tactile.repetitions=6 --set data.tactile.steps=20 --set network.layers.1.outputs=8 --processes 1";

    /// <summary>Short forms, by the command as it is documented.</summary>
    public static IReadOnlyDictionary<string, string> Short { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["./bruno train"] = $"./bruno train {FewLetters}",
        ["./bruno train --output letters"] = $"./bruno train --output NEW {FewLetters}",
        ["./bruno evaluate letters --chips 100 --d2d 0.1 --after 1h --width 85"] = "./bruno evaluate RUN --chips 2 --d2d 0.1 --after 1h --width 85 --output NEW",
        ["./bruno train --resume runs/quickstart-... --epochs 30"] = "./bruno train --resume COPY --epochs 2",
        ["./bruno evaluate runs/quickstart-..."] = "./bruno evaluate RUN",
        ["./bruno evaluate runs/quickstart-... --chips 100 --d2d 0.05 --after 1h,1y"] = "./bruno evaluate RUN --chips 2 --d2d 0.05 --after 1h,1y --output NEW",
        ["bruno train"] = $"bruno train --output NEW {FewLetters}",
        ["./bruno check"] = "./bruno check --short",
        ["./bruno check golden tests/golden"] = "./bruno check golden tests/golden/lif_01.json",
        ["./bruno benchmark memory"] = "./bruno benchmark memory --horizons 2,4 --batch 2 --substeps 10 --repeats 1",
        ["./bruno benchmark time"] = "./bruno benchmark time --horizons 2 --batch 2 --repeats 1 --substeps 10",
        ["./bruno compare gradients"] = $"./bruno compare gradients {ShortComparison} --substeps 20",
        ["./bruno benchmark integrators --output DIR"] = "./bruno benchmark integrators --neurons 2 --milliseconds 3 --output NEW",
        ["bruno check --device opencl:0"] = "bruno check --device cpu --short",
        ["bruno check --device cuda:0 --report report.json"] = "bruno check --device cpu --short --report report.json",
        ["bruno check golden tests/golden --device opencl:0 --precision float"] = "bruno check golden tests/golden/lif_01.json --device cpu --precision float",
        ["./bruno compare gradients --methods bruno,exact --horizons 10,25,50,100 --samples 8 --output DIR"] =
            "./bruno compare gradients --methods bruno,exact --horizons 2,4 --samples 1 --substeps 20 --reference-substeps 20 --output NEW",
        ["./bruno compare gradients --methods bruno,pass,exact,exact-literal,truncated,sltt,coarse"] =
            $"./bruno compare gradients --methods bruno,pass,exact,exact-literal,truncated,sltt,coarse --substeps 20 {ShortComparison}",
        ["./bruno train --substeps 100 --output RUN"] = $"./bruno train --substeps 100 --output NEW {FewLetters}",
        ["./bruno compare gradients --run RUN --checkpoint last"] = $"./bruno compare gradients --run RUN --checkpoint last --substeps 20 {ShortComparison}",
        ["./bruno compare gradients tactile-felif --samples 27 --horizons 25,100"] = $"./bruno compare gradients tactile-felif --substeps 20 {ShortComparison}",
        ["./bruno train tactile-felif --substeps 100 --set data.tactile.repetitions=30 --epochs 4 --output RUN"] =
            "./bruno train tactile-felif --substeps 20 --set data.tactile.repetitions=3 --epochs 1 --output NEW",
        ["./bruno compare gradients --run RUN --checkpoint last --samples 27 --horizons 25,100"] =
            $"./bruno compare gradients --run RUN --checkpoint last --substeps 20 {ShortComparison}",
        ["./bruno compare gradients jsb-felif --set data.folder=DATA --substeps 100"] = "./bruno compare gradients jsb-felif --set data.folder=DATA --substeps 20 --samples 1 --horizons 6,7 --reference-substeps 20",
        ["./bruno train jsb-felif --set data.folder=DATA --substeps 100 --epochs 4 --output RUN"] = "./bruno train jsb-felif --set data.folder=DATA --substeps 100 --epochs 1 --output NEW",
        ["./bruno compare gradients --run RUN --checkpoint last --samples 1"] = $"./bruno compare gradients --run RUN --checkpoint last --substeps 20 {ShortComparison}",
        ["./bruno compare gradients --set network.layers.2.kind=device --set network.layers.2.substeps=100 --horizons 25,50"] =
            $"./bruno compare gradients --set network.layers.2.kind=device --set network.layers.2.substeps=20 {ShortComparison}",
        ["./bruno benchmark memory --methods bruno,exact,bptt,bptt-full --horizons 10,50,100,300 --batch 128 --substeps 1000"] =
            "./bruno benchmark memory --methods bruno,exact,bptt,bptt-full --horizons 2,4 --batch 2 --substeps 10 --repeats 1",
        ["./bruno benchmark memory --methods bruno --horizons 20,60 --batch 32,64 --outputs 27,54 --substeps 1000"] =
            "./bruno benchmark memory --methods bruno --horizons 2,4 --batch 2,4 --outputs 27,54 --substeps 10 --repeats 1",
        ["./bruno benchmark memory --methods bruno --horizons 100000 --batch 8 --substeps 100 --segment 316 --repeats 1"] =
            "./bruno benchmark memory --methods bruno --horizons 100 --batch 2 --substeps 10 --segment 10 --repeats 1",
        ["./bruno benchmark time --methods bruno,exact --integrators euler,adaptive --horizons 10,100 --batch 16,128"] =
            "./bruno benchmark time --methods bruno,exact --integrators euler,adaptive --horizons 2,4 --batch 2 --repeats 1 --substeps 10",
        ["./bruno train jsb-felif --set data.folder=DATA --epochs 3"] = "./bruno train jsb-felif --set data.folder=DATA --epochs 1",
        ["./bruno evaluate RUN --chips 1000 --d2d 0.05 --output CHIPS --pieces 20"] = "./bruno evaluate RUN --chips 2 --d2d 0.05 --output NEW --pieces 2",
        ["./bruno evaluate RUN --chips 100 --d2d 0.05"] = "./bruno evaluate RUN --chips 2 --d2d 0.05 --output NEW",
        ["./bruno train jsb-felif --set data.folder=DATA --epochs 15 --substeps 100 --seed 0"] = "./bruno train jsb-felif --set data.folder=DATA --epochs 1 --substeps 100 --seed 0",
        ["./bruno train quickstart --set 'network.train=[\"weights\",\"discharge_current\"]' --epochs 4 --output NEW"] =
            $"./bruno train quickstart --set network.train=[\"weights\",\"discharge_current\"] --output NEW {FewLetters}",
        ["./bruno train --data swings.csv --epochs 100 --output SWINGS"] = "./bruno train --data swings.csv --epochs 2 --output SWINGS",
        ["./bruno train steps --data heartbeats.csv --epochs 20"] = "./bruno train steps --data heartbeats.csv --epochs 1 --output NEW",
        ["bruno train --set network.layers.4.model=adaptive-leak --device-library library/AdaptiveLeak.dll"] =
            $"bruno train --set network.layers.4.model=adaptive-leak --device-library library/AdaptiveLeak.dll --output NEW {FewLetters}",
        ["bruno train --set network.layers.4.model=my-neuron.toml"] = $"bruno train --set network.layers.4.model=my-neuron.toml --output NEW {FewLetters}",
        ["bruno train --card my-card.toml"] = $"bruno train --card my-card.toml --output NEW {FewLetters}",
        ["bruno train --set network.layers.4.model=examples/threshold-switch.toml --set network.layers.4.current_unit=1e-6 "
            + "  --card measured.toml --epochs 8 --output runs/switch"] =
            "bruno train --set network.layers.4.model=examples/threshold-switch.toml --set network.layers.4.current_unit=1e-6 "
            + $"--card measured.toml --output runs/switch {FewLetters}",
        ["bruno evaluate runs/switch --chips 20 --d2d 0.05"] = "bruno evaluate runs/switch --chips 2 --d2d 0.05",
        ["./bruno train --data recordings.csv"] = "./bruno train --data swings.csv --epochs 1 --output FIRST",
        ["./bruno evaluate runs/quickstart-... --data more.csv"] = "./bruno evaluate FIRST --data more-swings.csv",
        ["./bruno train --set schedule.kind=one_cycle --set optimizer.learning_rate=0.1 --set schedule.warmup_epochs=0.5"] =
            $"./bruno train --set schedule.kind=one_cycle --set optimizer.learning_rate=0.1 --set schedule.warmup_epochs=0.5 {FewLetters}",
        ["./bruno sweep --set synapses.quantisation.bits=3,4,8,none --seeds 0..4 --output BITS"] = $"./bruno sweep --set synapses.quantisation.bits=3,none --seeds 0..1 --output BITS {FewTrials}",
        ["./bruno sweep --range optimizer.learning_rate=1e-3..1e-1:log --points 27 --rungs 2,5 --output RATES"] =
            $"./bruno sweep --range optimizer.learning_rate=1e-3..1e-1:log --points 3 --rungs 1 --output RATES {FewTrials}",
        ["./bruno train --find-rate"] = "./bruno train --find-rate --rate-steps 5 --output NEW",
        ["./bruno train --substeps 100 --seed 0"] = $"./bruno train --substeps 100 --seed 0 {FewLetters}",
        ["./bruno train tactile-felif --substeps 100 --gradient METHOD --epochs 8"] = "./bruno train tactile-felif --substeps 20 --gradient pass --epochs 1 --set data.tactile.repetitions=3",
        ["./bruno train quickstart-adex"] = "./bruno train quickstart-adex --epochs 1 --set data.tactile.repetitions=3 --output NEW",
        ["./bruno train tactile-heracles"] = "./bruno train tactile-heracles --epochs 1 --set data.tactile.repetitions=3",
        ["./bruno report RUN --output report.html"] = "./bruno report RUN --output NEW",
        ["./bruno report SWEEP --output report.html --samples 0,5 --runs-in-detail 6"] = "./bruno report RUN --output NEW --samples 0,5 --runs-in-detail 6",
        ["./bruno report RUN OTHER --tables tables --format csv,latex"] = "./bruno report RUN --tables NEW --format csv,latex",
        ["./bruno train --format png,svg"] = $"./bruno train --format png,svg --output NEW {FewLetters}",
        ["./bruno train --find-rate --format pdf --width 85"] = "./bruno train --find-rate --format pdf --width 85 --rate-steps 5 --output NEW",
        ["./bruno evaluate RUN --chips 100 --d2d 0.05 --format pdf --width 85"] = "./bruno evaluate RUN --chips 2 --d2d 0.05 --format pdf --width 85 --output NEW",
        ["./bruno compare gradients --format svg --format pdf"] = $"./bruno compare gradients --format svg --format pdf --substeps 20 --output NEW {ShortComparison}",
        ["./bruno benchmark integrators --output DIR --format pdf"] = "./bruno benchmark integrators --neurons 2 --milliseconds 3 --output NEW --format pdf",
        ["./bruno reproduce bits --quick --output EXPERIMENT"] =
            $"./bruno reproduce bits --quick --output EXPERIMENT --set synapses.quantisation.bits=none --seeds 0 {FewLettersOfReproductions}",
        ["./bruno reproduce gradients --quick"] =
            $"./bruno reproduce gradients --quick --output NEW --set gradient.method=bruno --seeds 0 {FewLettersOfReproductions} --set data.tactile.steps=30",
        ["./bruno reproduce variability --quick"] = $"./bruno reproduce variability --quick --output NEW --seeds 0 {FewLettersOfReproductions}",
        ["./bruno reproduce memory --quick"] = "./bruno reproduce memory --quick --output NEW --set memory.limit=1MB",
        ["./bruno reproduce chorales --quick"] = "./bruno reproduce chorales --quick --output NEW --set network.layers.0.outputs=6",
        ["bruno evaluate RUN --chips 100 --d2d 0.05 --programming 0.02 --stuck 0.001 --after 1h,1d,1y"] =
            "bruno evaluate RUN --chips 2 --d2d 0.05 --programming 0.02 --stuck 0.001 --after 1h,1d,1y --output NEW",
    };

    private const string Packages = "takes minutes; continuous integration runs scripts/pack.sh and scripts/try-packages.sh";

    private const string SingleFiles = "takes minutes to make; scripts/try-packages.sh does so where there is one";

    /// <summary>What is not run, and why.</summary>
    public static IReadOnlyDictionary<string, string> NotRun { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["./bruno data fetch japanese-vowels --folder DATASETS"] = "fetches files from the network; DownloadTests does so from a server of its own",
        ["./bruno reproduce bits --output BITS --seeds 0..49 --slurm --tasks 40 --time 8:00:00"] = "needs Slurm, and trains for days; ReproduceTests runs the quick version",
        ["./bruno reproduce bits --set data.name=braille --set data.folder=DATASETS --output BITS"] = "needs published recordings, and trains for days",
        ["./bruno reproduce bits --output BITS"] = "trains for days; ReproduceTests runs the quick version",
        ["./bruno reproduce gradients --output GRADIENTS"] = "trains for days; ReproduceTests runs the quick version",
        ["./bruno reproduce variability --output VARIABILITY"] = "trains for a day; ReproduceTests runs the quick version",
        ["./bruno reproduce memory --output MEMORY"] = "takes minutes and gigabytes; ReproduceTests runs the quick version",
        ["./bruno reproduce chorales --set data.folder=DATA --output CHORALES"] = "takes minutes; ReproduceTests runs the quick version",
        ["./bruno train japanese-vowels --set data.folder=DATASETS"] = "needs the files of the line before; DataTests trains on them where they are",
        ["./bruno evaluate RUN --chips 1000 --d2d 0.05 --output CHIPS --slurm --tasks 20 --time 1:00:00"] = "needs Slurm; SlurmTests does so where it is",
        ["scripts/pack.sh --output ../packages --this-system --no-single-files"] = Packages,
        ["scripts/pack.sh --output FEED"] = Packages,
        ["scripts/try-packages.sh FEED"] = Packages,
        ["dotnet tool install bruno --global --prerelease --add-source FEED"] = Packages,
        ["dotnet tool uninstall bruno --global"] = Packages,
        ["dotnet new install FEED/Bruno.Templates.VERSION.nupkg"] = Packages,
        ["dotnet new bruno-device --name SlowNeuron"] = Packages,
        ["dotnet new bruno-experiment --name Variability"] = Packages,
        ["sha256sum --check SHA256SUMS"] = SingleFiles,
        ["chmod +x bruno-VERSION-linux-x64"] = SingleFiles,
        ["./bruno-VERSION-linux-x64 train"] = SingleFiles,
        ["podman build -t bruno ."] = "needs a container engine",
        ["podman run --rm -v \"$PWD:/work\" bruno train --output runs/first"] = "needs a container engine",
        ["eval \"$(bruno completion bash)\""] = "CompletionTests does so",
        ["scripts/startup-times.sh"] = "measures, for minutes",
        ["scripts/startup-times.sh TOOLS/bruno"] = "measures, for minutes",
        ["python3 examples/python/run_folder.py RUN curve.png"] = "needs python3 with numpy; PythonTests run all programs of the folder",
        ["python3 examples/python/chips.py CHIPS chips.png"] = "PythonTests run it",
        ["python3 examples/python/benchmark.py MEMORY memory.png"] = "PythonTests run it",
        ["python3 examples/python/drive.py NEW"] = "PythonTests run it",
        ["dotnet run examples/spikes.cs -- spikes.png"] = "ExamplesTests run it",
        ["dotnet run examples/train.cs"] = "ExamplesTests run it, and all programs beside it",
        ["dotnet build -c Release -o library"] = "PackageTests does so",
        ["./test"] = "runs these tests",
        ["./test --opencl"] = "runs these tests, and fetches a driver",
        ["./test --checked"] = "runs these tests",
        ["scripts/mutation.sh 200 1"] = "takes most of an hour",
        ["scripts/mutation.sh 1000 1 Checkpoints"] = "takes minutes",
        ["scripts/mutation.sh try 17"] = "compiles the product again",
        ["tests/soak.sh 100"] = "takes minutes; SoakTests runs ten kills",
        ["scripts/fault-schedules.sh 10000"] = "takes minutes; FaultScheduleTests plays two hundred",
        ["scripts/fuzz.sh 20000"] = "takes hours; FuzzingTests reads a hundred inputs of each format",
        ["scripts/fuzz.sh 20000 npz"] = "FuzzingTests reads a hundred",
        ["scripts/fuzz.sh 1 npz 4711"] = "FuzzingTests reads others",
        ["scripts/fuzz-coverage.sh pickle 600"] = "needs afl++, and takes minutes",
        ["scripts/thread-schedules.sh 20000"] = "takes minutes; ThreadScheduleTests plays four hundred",
        ["scripts/thread-schedules.sh 1 4711"] = "ThreadScheduleTests plays others",
        ["scripts/fault-schedules.sh 1 4711"] = "FaultScheduleTests plays others",
        ["scripts/gpu-kit.sh"] = "GpuKitTests runs its parts",
        ["FOLDER=$(scripts/opencl-cpu.sh)"] = "fetches a driver",
        ["$FOLDER/run ./bruno train --device opencl:0"] = "needs the driver of the line before",
        ["benchmarks/side-by-side/run.sh"] = "needs PyTorch, and takes minutes",
        ["scripts/chorales-table.sh DATA"] = "trains nine networks for hours",
        ["scripts/chips-table.sh"] = "trains nine networks for hours",
        ["EPOCHS=10 SEEDS=\"0 1 2\" scripts/braille7-gradients-table.sh DATASETS"] = "needs published recordings, and trains for ten minutes and more",
        ["bruno train braille7-felif --set data.folder=DATASETS --output RUN"] = "needs published recordings, and takes ten minutes",
        ["bruno train --resume RUN --epochs 280 --allow synapses --set synapses.quantisation.bits=3 --set synapses.quantisation.clip=2 "
            + "  --set schedule.kind=constant --set optimizer.learning_rate=0.003"] = "goes on with the run of the line before",
        ["bruno train spoken-digits-rlif --set data.folder=DATASETS --set 'data.description.files=\"{label}_*_*.wav\"' "
            + "  --set 'data.description.test_files=[\"*_theo_*.wav\"]'"] = "needs published recordings",
        ["bruno train polyphonic-rlif --set data.folder=DATASETS --set data.polyphonic.collection=jsb_chorales --epochs 40 "
            + "  --set optimizer.learning_rate=0.006 --set network.layers[3].rate=0.3 --set network.layers[2].delays.maximum=8"] = "needs published recordings",
    };
}
