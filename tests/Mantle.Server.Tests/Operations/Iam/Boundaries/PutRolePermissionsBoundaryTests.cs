using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Boundaries;

[Collection(ServerCollection.Name)]
public class PutRolePermissionsBoundaryTests(TestServer server) : PutPermissionsBoundaryTests(server, "Role");
