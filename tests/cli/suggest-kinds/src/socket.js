const { ApiGatewayManagementApi } = require('@aws-sdk/client-apigatewaymanagementapi');
exports.handler = async (event) => new ApiGatewayManagementApi({ endpoint: process.env.URL }).postToConnection({ ConnectionId: event.id, Data: 'x' });
