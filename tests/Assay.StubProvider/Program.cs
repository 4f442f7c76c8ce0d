using System.Globalization;
using Assay.StubProvider;

// The stub as a process: prints its address and answers until it is told to end. The first argument, if any, is its port.
await using var stub = await StubServer.StartAsync(new StubOptions { Port = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 0 });
Console.WriteLine(stub.BaseUrl);
await stub.WaitAsync();
