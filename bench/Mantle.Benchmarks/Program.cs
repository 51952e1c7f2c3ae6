using Mantle.Benchmarks;
using Mantle.Benchmarks.SigV4;

Micro.Print("SigV4", SigV4Benchmarks.Cases());
