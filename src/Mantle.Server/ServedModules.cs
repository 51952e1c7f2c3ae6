using Mantle.Core.Modules;

namespace Mantle.Server;

/// <summary>The services of this server: every project below <c>src/Services</c>.</summary>
[ModuleList]
static partial class ServedModules;
