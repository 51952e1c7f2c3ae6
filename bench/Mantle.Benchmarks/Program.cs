using Mantle.Benchmarks;
using Mantle.Benchmarks.Catalog;
using Mantle.Benchmarks.Federation;
using Mantle.Benchmarks.SigV4;

Micro.Print("SigV4", SigV4Benchmarks.Cases());
Micro.Print("Catalog", CatalogBenchmarks.Cases());
Micro.Print("Federation", await FederationBenchmarks.CasesAsync());
