// End our transaction where it waits for a lock that somebody else has; one that only takes its time goes on.
SHOW TRANSACTIONS YIELD transactionId AS ours, metaData, status
WHERE metaData.samverkan = $sign AND status STARTS WITH 'Blocked'
TERMINATE TRANSACTIONS ours YIELD message
RETURN message
