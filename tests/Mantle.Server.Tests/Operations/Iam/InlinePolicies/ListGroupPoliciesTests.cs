using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.InlinePolicies;

[Collection(ServerCollection.Name)]
public class ListGroupPoliciesTests(TestServer server) : ListPoliciesTests(server, "Group");
