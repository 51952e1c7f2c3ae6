using Mantle.Benchmarks;
using Mantle.Benchmarks.Authentication;
using Mantle.Benchmarks.Catalog;
using Mantle.Benchmarks.Federation;
using Mantle.Benchmarks.Organizations;
using Mantle.Benchmarks.RolesAnywhere;
using Mantle.Benchmarks.SigV4;

if (args is ["organizations"])
{
    await OrganizationBenchmarks.RunAsync();
    return;
}
Micro.Print("SigV4", SigV4Benchmarks.Cases());
Micro.Print("Sessions", await SessionBenchmarks.CasesAsync());
Micro.Print("Catalog", CatalogBenchmarks.Cases());
Micro.Print("Federation", await FederationBenchmarks.CasesAsync());
Micro.Print("Roles Anywhere", CertificateBenchmarks.Cases());
