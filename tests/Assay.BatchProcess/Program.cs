using System.Globalization;
using Assay.BatchProcess;

// Runs the benchmark by batches, to be killed on the way: folder, address, items, items of a batch.
var work = await BatchedEcho.RunAsync(args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture), CancellationToken.None);
Console.WriteLine(work.Generated);
