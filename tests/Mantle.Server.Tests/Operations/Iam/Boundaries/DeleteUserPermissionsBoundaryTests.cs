using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Boundaries;

[Collection(ServerCollection.Name)]
public class DeleteUserPermissionsBoundaryTests(TestServer server) : DeletePermissionsBoundaryTests(server, "User");
