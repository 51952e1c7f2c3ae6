using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.InlinePolicies;

[Collection(ServerCollection.Name)]
public class ListRolePoliciesTests(TestServer server) : ListPoliciesTests(server, "Role");
