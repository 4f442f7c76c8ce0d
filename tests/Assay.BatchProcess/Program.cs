using System.Globalization;
using Assay.BatchProcess;
using Assay.Specs;

// Runs the benchmark by batches, to be killed on the way: folder, address, items, items of a batch, and of a store on a server its connection and its folder of blobs.
var storage = args.Length > 4 ? new PostgresStorageSpec(args[4], args[5]) : null;
var work = await BatchedEcho.RunAsync(args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture), storage, CancellationToken.None);
Console.WriteLine(work.Generated);
