using Mantle.Core.Modules;

namespace Mantle.Server;

/// <summary>The services that this server refers to, which is every project below <c>src/Services</c>.</summary>
[ModuleList]
static partial class ServedModules;
