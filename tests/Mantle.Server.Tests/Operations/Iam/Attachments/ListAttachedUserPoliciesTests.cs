using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Attachments;

[Collection(ServerCollection.Name)]
public class ListAttachedUserPoliciesTests(TestServer server) : ListAttachedPoliciesTests(server, "User");
